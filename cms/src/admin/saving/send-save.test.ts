import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { sendSave } from './send-save'

/** A CMS that answers each save with this status, and then says whether the user is signed in. */
async function saveAt(status: number, isSignedIn: boolean) {
  const server = createServer((request, response) => {
    const isSave = request.method === 'POST'
    response.statusCode = isSave ? status : 200
    response.end(JSON.stringify(isSave ? { errors: [{ message: 'No.' }] } : { user: isSignedIn ? {} : null }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
  return sendSave(`${api}/posts/1/save`, { base: {}, data: {}, status: 'draft', request: 'a' } as never, api)
}

test('a save without a session waits for the sign-in', async () => {
  const signedOut = { kind: 'refused', refusal: { kind: 'signed-out' } }
  expect(await saveAt(401, false)).toMatchObject(signedOut)
  expect(await saveAt(403, false)).toMatchObject(signedOut)
})

test('a save is sent again if the user signed in before the form asked', async () => {
  expect(await saveAt(401, true)).toEqual({ kind: 'failed' })
})

test('a save without the right is refused with the words of the CMS', async () => {
  expect(await saveAt(403, true)).toMatchObject({ refusal: { kind: 'invalid', message: 'No.' } })
})
