import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface CuttingProxy {
  port: number
  /** Cuts all connections each time that so many packets have come from the server; 0: never. */
  cutEvery: (packets: number) => void
  /** How often it has. */
  cuts: () => number
  /**
   * As when the machine of the primary loses its power: no connection is closed, and nothing comes through any more. Returns what makes
   * new connections work again, as with a new primary; those that were open or begun before stay silent.
   */
  vanish: () => () => void
  stop: () => void
}

/** A network between a client and a server that loses connections. */
export async function startCuttingProxy(host: string, port: number): Promise<CuttingProxy> {
  const sockets = new Set<Socket>()
  let every = 0
  let packets = 0
  let cuts = 0
  let isGone = false
  const cut = () => {
    cuts++
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer((client) => {
    if (isGone) {
      sockets.add(client)
      client.on('error', () => {})
      client.on('close', () => sockets.delete(client))
      return
    }
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
    vanish: () => {
      isGone = true
      for (const socket of sockets) {
        socket.unpipe()
        socket.removeAllListeners('data')
        socket.pause()
      }
      return () => {
        isGone = false
      }
    },
    stop: () => {
      every = 0
      cut()
      server.close()
    },
  }
}
