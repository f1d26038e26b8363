let visits = 0

export const handler = async () => {
  visits += 1
  return { visits }
}
