#!/usr/bin/env node
exports.handler = async () => 'after a shebang'
