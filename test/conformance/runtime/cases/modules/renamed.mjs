const run = async () => 'exported under another name'
export { run as handler, run as 'a-b' }
