import { existsSync, readdirSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { sqlitePath } from '../../cms/src/database/adapter'
import { env } from '../../cms/src/env'
import { inRoot } from '../bootstrap/root.mjs'

interface Finding {
  what: string
  problem?: string
  fix?: string
}

/** Opens the database without changing it, and prints a `Finding` as JSON for `npm run doctor`. */
async function checkDatabase(): Promise<Finding> {
  return env.DATABASE_URL.startsWith('file:') ? checkSqlite(sqlitePath(env.DATABASE_URL)) : await checkMongo()
}

function checkSqlite(file: string): Finding {
  const what = `database ${file}`
  if (!existsSync(file)) return { what, problem: 'it is not there yet', fix: 'npm start (makes it)' }
  const database = new DatabaseSync(file, { readOnly: true })
  const [health] = database.prepare('PRAGMA quick_check(1)').all() as { quick_check: string }[]
  if (health?.quick_check !== 'ok') {
    return {
      what,
      problem: `it is damaged: ${health?.quick_check}`,
      fix: 'restore a backup, or begin anew: npm run reset',
    }
  }
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE name = 'payload_migrations'").all()
  const rows = tables.length > 0 ? database.prepare('SELECT name FROM payload_migrations').all() : []
  database.close()
  const done = new Set(rows.map(({ name }) => name))
  const folder = inRoot('cms/src/migrations')
  const all = readdirSync(folder)
    .filter((name) => /^\d.*\.ts$/.test(name))
    .map((name) => name.replace(/\.ts$/, ''))
  const missing = all.filter((name) => !done.has(name))
  if (missing.length > 0)
    return { what, problem: `${missing.length} migrations have not run`, fix: 'npm start (runs them)' }
  return { what: `${what} opens, is sound, and has all ${all.length} migrations` }
}

async function checkMongo(): Promise<Finding> {
  const { default: mongoose } = await import('mongoose')
  const what = 'database (MongoDB)'
  try {
    const connection = await mongoose
      .createConnection(env.DATABASE_URL, { serverSelectionTimeoutMS: 5000 })
      .asPromise()
    const hello = await connection.db?.admin().command({ hello: 1 })
    await connection.close()
    if (!hello?.setName) {
      return {
        what,
        problem: 'it is no replica set, so it has no transactions',
        fix: 'docker compose up -d --wait mongodb',
      }
    }
    return { what: `${what} answers, replica set ${hello.setName}` }
  } catch (error) {
    return {
      what,
      problem: (error as Error).message,
      fix: 'docker compose up -d --wait mongodb, or correct DATABASE_URL in .env',
    }
  }
}

console.log(JSON.stringify(await checkDatabase()))
process.exit()
