console.log('evaluating')
if (!process.env.CONNECTION) throw new Error('no connection')

exports.connection = 'connected'
