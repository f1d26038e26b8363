export * as api from './src/app.mjs'
