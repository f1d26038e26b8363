exports.evaluations = 1

function fail() {
  throw new TypeError('at line four')
}

exports.handler = async () => fail()
