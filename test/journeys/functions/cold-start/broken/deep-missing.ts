export { handler } from './missing-file.js'
