throw { code: 7 }
export const handler = async () => 1
