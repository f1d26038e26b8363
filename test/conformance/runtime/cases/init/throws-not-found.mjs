throw Object.assign(new Error('Cannot find module of my own'), { code: 'MODULE_NOT_FOUND' })
