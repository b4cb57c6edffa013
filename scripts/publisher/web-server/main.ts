import { createSiteServer } from './server'

/** `main.ts <folder> <port> <host>`: a process of its own, which goes on when the publisher ends. */
const [folder = 'site/dist', port = '4321', host = '127.0.0.1'] = process.argv.slice(2)
createSiteServer(folder).listen(Number(port), host, () =>
  console.log(`Serving ${folder} on http://${host}:${port}`),
)
