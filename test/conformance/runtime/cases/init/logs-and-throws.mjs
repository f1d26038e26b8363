console.log('before it fails')
throw new Error('after a line')
