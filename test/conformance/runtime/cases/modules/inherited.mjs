class Api {
  async get() {
    return 'inherited'
  }
}
export const api = new Api()
