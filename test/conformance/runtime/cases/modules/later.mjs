export let handler = async () => {
  handler = async () => 'the second'
  return 'the first'
}
