export let handler = async () => 'the first'
handler = async () => 'reassigned at Init'
