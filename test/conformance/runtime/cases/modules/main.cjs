exports.handler = async () => ({
  main: require.main === module,
  id: typeof module.id,
  children: Array.isArray(module.children),
})
