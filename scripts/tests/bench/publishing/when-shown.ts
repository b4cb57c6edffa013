import { Agent, type IncomingMessage, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

const requestEveryMs = 3
const timeoutMs = 60_000

/**
 * Requests a page repeatedly, over one connection, until it contains a text. Resolves with the moment of `performance.now()` at
 * which the first byte of that response came. Throws after a minute.
 */
export async function whenShown(url: string, text: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const deadline = performance.now() + timeoutMs
  try {
    while (performance.now() < deadline) {
      const { firstByte, body } = await request(agent, url)
      if (body.includes(text)) return firstByte
      await wait(requestEveryMs)
    }
  } finally {
    agent.destroy()
  }
  throw new Error(`${url} does not show "${text}" after ${timeoutMs / 1000} s.`)
}

async function request(agent: Agent, url: string): Promise<{ firstByte: number; body: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent }, resolve).once('error', reject)
  })
  const firstByte = performance.now()
  let body = ''
  for await (const chunk of response.setEncoding('utf8')) body += chunk
  return { firstByte, body }
}
