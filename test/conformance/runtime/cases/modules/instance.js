class Api {
  async handler() {
    return { this: this instanceof Api }
  }
}
module.exports = new Api()
