import { Agent, type IncomingMessage, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** Milliseconds between two looks at a page. */
const lookEvery = 3
const patience = 60_000

/**
 * Looks at a page again and again, over one connection, until it shows a text. Gives the moment when the first byte of that
 * answer came.
 */
export async function whenShown(url: string, text: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const deadline = performance.now() + patience
  try {
    while (performance.now() < deadline) {
      const { firstByte, body } = await look(agent, url)
      if (body.includes(text)) return firstByte
      await wait(lookEvery)
    }
  } finally {
    agent.destroy()
  }
  throw new Error(`${url} does not show "${text}" after ${patience / 1000} s.`)
}

async function look(agent: Agent, url: string): Promise<{ firstByte: number; body: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent }, resolve).once('error', reject)
  })
  const firstByte = performance.now()
  let body = ''
  for await (const chunk of response.setEncoding('utf8')) body += chunk
  return { firstByte, body }
}
