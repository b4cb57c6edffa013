import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { databaseAdapter, sqlitePath } from './adapter'

const root = resolve(import.meta.dirname, '../../..')

test('a relative file URL starts at the root of the repository', () => {
  expect(sqlitePath('file:./data/cms.db')).toBe(`${root}/data/cms.db`)
  expect(sqlitePath('file:data/cms.db')).toBe(`${root}/data/cms.db`)
})

test('an absolute file URL is taken as it is', () => {
  expect(sqlitePath('file:/var/lib/cms.db')).toBe('/var/lib/cms.db')
  expect(sqlitePath('file:///var/lib/my%20cms.db')).toBe('/var/lib/my cms.db')
  expect(sqlitePath('file://localhost/var/lib/cms.db')).toBe('/var/lib/cms.db')
})

test.each(['file:', 'file::memory:', 'file:./cms.db?mode=ro', 'file://server/share/cms.db'])(
  'the file URL %s is refused',
  (url) => {
    expect(() => databaseAdapter(url)).toThrow(
      `Could not open the database: DATABASE_URL is "${url}", which names no plain file.`,
    )
  },
)

test('the scheme chooses the database, and both have string ids', () => {
  const sqlite = databaseAdapter('file:./data/cms.db')
  const mongodb = databaseAdapter('mongodb://localhost/cms?replicaSet=rs0')
  const srv = databaseAdapter('mongodb+srv://cluster.example.com/cms')
  expect([sqlite, mongodb, srv].map(({ name }) => name)).toEqual(['sqlite', 'mongoose', 'mongoose'])
  expect([sqlite, mongodb, srv].map(({ defaultIDType }) => defaultIDType)).toEqual(['text', 'text', 'text'])
})

test('MongoDB without a replica set is refused, and the password stays out of the message', () => {
  expect(() => databaseAdapter('mongodb://cms:secret@db.example.com/cms')).toThrow(
    'Could not use MongoDB: DATABASE_URL "mongodb://***@db.example.com/cms" names no replica set, and without one MongoDB ' +
      'has no transactions: a save that fails halfway would stay half done. Start mongod with --replSet rs0, run ' +
      'rs.initiate() once, and add ?replicaSet=rs0 to the URL.',
  )
})

test.each([
  'mongodb://cms:secret@db.example.com?replicaSet=rs0',
  'mongodb://cms:secret@db.example.com/?replicaSet=rs0',
  'mongodb://cms:secret@a.example.com:27017,b.example.com:27017/?replicaSet=rs0',
  'mongodb+srv://cms:secret@db.example.com',
  'mongodb+srv://cms:secret@db.example.com/?retryWrites=true',
])('the MongoDB URL %s is refused, because it names no database', (url) => {
  expect(() => databaseAdapter(url)).toThrow(
    `Could not use MongoDB: DATABASE_URL "${url.replace('cms:secret', '***')}" names no database, and MongoDB would put ` +
      'everything into one that is called "test". Add the name after the host, as in ' +
      'mongodb://host:27017/cms?replicaSet=rs0.',
  )
})

test.each([
  'mongodb://db.example.com/cms?replicaSet=rs0',
  'mongodb://a.example.com:27017,b.example.com:27017/cms?replicaSet=rs0',
  'mongodb://cms:a%2Fb@db.example.com/cms?replicaSet=rs0&authSource=admin',
  'mongodb+srv://cms:secret@db.example.com/cms',
])('the MongoDB URL %s is accepted', (url) => {
  expect(databaseAdapter(url).name).toBe('mongoose')
})

test.each([
  ['postgres://cms:secret@localhost/cms', '"postgres://***@localhost/cms"'],
  ['./data/cms.db', '"./data/cms.db"'],
  ['', 'empty'],
])('the URL "%s" is refused', (url, shown) => {
  expect(() => databaseAdapter(url)).toThrow(
    `Could not choose a database: DATABASE_URL is ${shown}, and only SQLite files and MongoDB are supported. Set it to ` +
      'file:./data/cms.db or to mongodb://host:27017/name?replicaSet=rs0.',
  )
})
