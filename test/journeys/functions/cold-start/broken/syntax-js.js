import "../counted.js"
export const x = await await
