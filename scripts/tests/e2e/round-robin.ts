import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'

/** One address for several servers on this computer: each request goes to the next one, as behind a proxy without sticky sessions. */
export async function shareRequests(port: number, servers: readonly number[]): Promise<Server> {
  let requests = 0
  const proxy = createServer((incoming, outgoing) => {
    const { headers, method, url: path } = incoming
    const to = { host: '127.0.0.1', port: servers[requests++ % servers.length], method, path, headers }
    const forwarded = request(to, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.destroy())
    outgoing.on('close', () => forwarded.destroy())
    incoming.pipe(forwarded)
  })
  proxy.listen(port, '127.0.0.1')
  await once(proxy, 'listening')
  return proxy
}
