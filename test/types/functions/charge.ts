// A module that exports its function under another name than Lambda's usual one.

export const charge = async (event: { readonly amount: number }): Promise<{ charged: number }> => ({
  charged: event.amount,
})
