export { countDeep } from './two.js'
