exports.handler = async () =>
  (function () {
    return { sloppy: this !== undefined }
  })()
