exports.helper = () => 'helped'
