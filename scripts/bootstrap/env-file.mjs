import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { isLoopback } from './ports.mjs'
import { inRoot } from './root.mjs'

/**
 * `isPlace`: where data is kept. In production only the operator knows a place that stays.
 * @typedef {{ name: string, comment: string, value: () => string, isPlace?: boolean }} Setting
 */

export const envFile = inRoot('.env')

/** @type {Setting[]} */
export const settings = [
  {
    name: 'DATABASE_URL',
    comment:
      'file: is SQLite, from the top folder of the project. mongodb://host/name?replicaSet=rs0 is MongoDB.',
    value: () => 'file:./data/cms.db',
    isPlace: true,
  },
  {
    name: 'PAYLOAD_SECRET',
    comment: 'Signs the sessions of the admin. A new one logs all users out.',
    value: () => randomBytes(32).toString('base64url'),
  },
  {
    name: 'CMS_URL',
    comment: 'Where editors reach the admin. Anything but this computer makes it a production server.',
    value: () => 'http://localhost:3000',
  },
  { name: 'SITE_URL', comment: 'Where visitors reach the site.', value: () => 'http://localhost:4321' },
  {
    name: 'MEDIA_DIR',
    comment: 'Where uploads are kept, from the top folder of the project.',
    value: () => 'data/media',
    isPlace: true,
  },
  {
    name: 'WEBHOOK_SECRET',
    comment:
      'Signs the messages between the CMS and the publisher. docs/operations.md says how to replace it.',
    value: () => `whsec_${randomBytes(32).toString('base64')}`,
  },
  {
    name: 'PUBLISHER_URL',
    comment: 'Where the publisher listens, for the CMS only. none: the CMS has no publisher of its own.',
    value: () => 'http://127.0.0.1:4322',
  },
  {
    name: 'SITE_DIR',
    comment: 'Where the publisher keeps the releases of the site, from the top folder of the project.',
    value: () => 'data/site',
    isPlace: true,
  },
]

/**
 * The settings in the text of a .env file.
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function parseEnv(text) {
  /** @type {Record<string, string>} */
  const found = {}
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line)
    if (!match?.[1] || match[2] === undefined) continue
    const quoted = /^(["'`])(.*)\1(?:\s*#.*)?$/.exec(match[2])
    found[match[1]] = quoted?.[2] ?? match[2].replace(/\s*#.*$/, '')
  }
  return found
}

/** The settings of the project: the environment wins over the file, and an empty value counts as not set. */
export function readSettings(file = envFile) {
  const inFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  const all = { ...inFile, ...process.env }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value))
}

/**
 * Adds the settings that the file lacks, with new secrets, and makes the file readable by its owner only. Changes no setting. With a
 * public CMS_URL it adds no place: a default one could be lost with a container, so the services refuse to start without.
 * @returns {string[]} the names that were added
 */
export function completeEnvFile(file = envFile) {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const present = parseEnv(before)
  const cmsUrl = process.env.CMS_URL || present.CMS_URL || ''
  const isProduction = URL.canParse(cmsUrl) && !isLoopback(cmsUrl)
  const missing = settings.filter(({ name, isPlace }) => !(name in present) && !(isPlace && isProduction))
  if (missing.length === 0) return []
  const added = missing.map(({ name, comment, value }) => `# ${comment}\n${name}=${value()}\n`).join('\n')
  // Written beside the file and renamed: a full disk or a kill never leaves half a file.
  const draft = `${file}.${process.pid}.tmp`
  writeFileSync(draft, before && `${before.replace(/\n*$/, '\n')}\n`, { mode: 0o600 })
  writeFileSync(draft, added, { flag: 'a' })
  chmodSync(draft, 0o600)
  renameSync(draft, file)
  return missing.map(({ name }) => name)
}
