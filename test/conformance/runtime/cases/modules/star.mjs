export * from './src/app.mjs'
