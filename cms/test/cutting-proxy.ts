import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface CuttingProxy {
  port: number
  /** Cuts all connections each time that so many packets have come from the server; 0: never. */
  cutEvery: (packets: number) => void
  /** How often it has. */
  cuts: () => number
  stop: () => void
}

/** A network between a client and a server that loses connections. */
export async function startCuttingProxy(host: string, port: number): Promise<CuttingProxy> {
  const sockets = new Set<Socket>()
  let every = 0
  let packets = 0
  let cuts = 0
  const cut = () => {
    cuts++
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer((client) => {
    const upstream = connect(port, host)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    client.pipe(upstream)
    upstream.on('data', (data) => {
      // The server has done what the client will not hear of.
      if (every > 0 && ++packets % every === 0) return cut()
      client.write(data)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cutEvery: (number) => {
      every = number
    },
    cuts: () => cuts,
    stop: () => {
      every = 0
      cut()
      server.close()
    },
  }
}
