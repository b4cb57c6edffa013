import { randomUUID } from 'node:crypto'
import { Editor } from '../publishing/editor'
import type { BenchStack } from '../stack/bench-stack'
import { type Row, median, spread } from '../table'
import { Writers } from './writers'

const publishes = 100

/** Two people publish at the same time, by turns as the form does it, with a token, and by a PATCH without one. */
export async function comparePublishes(stack: BenchStack): Promise<Row[]> {
  const ids = await (await Editor.login(stack)).someIds('posts', 20)
  const writers = await Writers.join(stack, 2)
  const withToken: number[] = []
  const plain: number[] = []
  try {
    await writers.work(async (_, person) => {
      const own = ids.filter((_, index) => index % 2 === person)
      for (let number = 0; number < publishes / 2; number++) {
        const address = `${writers.address}/api/posts/${own[number % own.length]}`
        const state = (await json(fetch(`${address}/save-state`))) as { token: number }
        const { title } = (await json(fetch(`${address}?depth=0&draft=true`))) as { title: string }
        const next = (stamp: string) => `${title.replace(/ · .*/, '')} · ${person}${number}${stamp}`
        const base = number % 2 === 0 ? title : next('p')
        const request = { ...state, base: { title: base }, data: { title: next('t') }, status: 'published' }
        const asForm = async (token = state.token) =>
          withToken.push(
            await timeOf(`${address}/save`, 'POST', { ...request, token, request: randomUUID() }),
          )
        const asProgram = async () =>
          plain.push(await timeOf(`${address}?depth=0`, 'PATCH', { title: next('p'), _status: 'published' }))
        if (number % 2 === 0) {
          await asForm()
          await asProgram()
        } else {
          await asProgram()
          await asForm(state.token + 1)
        }
      }
    })
  } finally {
    writers.leave()
  }
  return [
    [`${publishes} publishes of two people at the same time, ms`],
    ['  as the form does it, with a token', ...spread(withToken), ''],
    ['  by a PATCH without a token', ...spread(plain), ''],
    ['  the difference of the medians', (median(withToken) - median(plain)).toFixed(0), '', '', 'at most 10'],
  ]
}

const json = async (response: Promise<Response>): Promise<unknown> => (await response).json()

async function timeOf(address: string, method: string, body: unknown): Promise<number> {
  const began = performance.now()
  const response = await fetch(address, { method, body: JSON.stringify(body) })
  const answer = await response.text()
  if (!response.ok) throw new Error(`${method} ${address} was answered with ${response.status}: ${answer}`)
  return performance.now() - began
}
