import { buildConfig, getPayload } from 'payload'
import { expect, test } from 'vitest'
import { type MongoCommand, startFakeMongod } from '../../test/fake-mongod'
import { databaseAdapter } from '../database/adapter'
import { createFirstUser } from './first-user'

const lockRow = { key: { $eq: 'first-user' } }

test('on MongoDB each first-user command writes one row before it looks for users, so that two at once collide', async () => {
  const mongod = await startFakeMongod()
  const config = buildConfig({
    secret: 'only for the tests of the database',
    db: databaseAdapter(mongod.url),
    collections: [{ slug: 'users', auth: true, fields: [{ name: 'roles', type: 'text', hasMany: true }] }],
    telemetry: false,
    typescript: { autoGenerate: false },
    logger: { options: { level: 'silent' } },
  })
  const payload = await getPayload({ config, key: crypto.randomUUID() })
  mongod.received.length = 0
  await Promise.all(['one@example.org', 'two@example.org'].map((email) => createFirstUser(payload, email)))

  const inTransactions = mongod.received.filter(({ autocommit }) => autocommit === false)
  const sessionOf = ({ lsid }: MongoCommand) => lsid?.id.toString('hex')
  const sessions = [...new Set(inTransactions.map(sessionOf))]
  expect(sessions).toHaveLength(2)
  for (const session of sessions) {
    const commands = inTransactions.filter((command) => sessionOf(command) === session)
    expect(commands[0]).toMatchObject({ findAndModify: 'payload-kvs', query: lockRow, upsert: true })
    expect(commands.findIndex(({ find }) => find === 'users')).toBeGreaterThan(0)
  }
  await payload.destroy()
  await mongod.stop()
})
