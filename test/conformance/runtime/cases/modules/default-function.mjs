export default async () => 'the default export'
