import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { Refusal } from './refusal.mjs'
import { root } from './root.mjs'

/** @typedef {{ pid: number, command: string, isThisProject: boolean }} PortOwner */

// The rule of shared-types, which cannot be imported before the packages are installed. A test compares them.
export const isLoopback = (/** @type {string} */ url) =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)

/**
 * The ports on which the CMS, the site and the publisher listen, and their public addresses. A port comes from CMS_PORT, SITE_PORT
 * or PUBLISHER_PORT, which also changes the port of a loopback address; else from the address; else it is 3000, 4321 or 4322.
 * @param {Record<string, string | undefined>} settings
 */
export function addresses(settings) {
  const cms = address(settings, 'CMS', 3000)
  const site = address(settings, 'SITE', 4321)
  const publisher = address(settings, 'PUBLISHER', 4322)
  return { cms, site, publisher, host: settings.HOST || '127.0.0.1' }
}

/**
 * @param {Record<string, string | undefined>} settings
 * @param {'CMS' | 'SITE' | 'PUBLISHER'} name
 * @param {number} standard
 */
function address(settings, name, standard) {
  const given = settings[`${name}_PORT`]
  if (given && !(Number.isInteger(Number(given)) && Number(given) > 0 && Number(given) < 65536)) {
    throw new Refusal(
      `${name}_PORT is "${given}".`,
      'a port is a whole number from 1 to 65535.',
      `${name}_PORT=${standard} npm start`,
    )
  }
  const configured = settings[`${name}_URL`] || `http://localhost:${standard}`
  if (!URL.canParse(configured)) {
    throw new Refusal(
      `${name}_URL is "${configured}".`,
      'it must be an address.',
      `correct ${name}_URL in .env, for example: ${name}_URL=http://localhost:${standard}`,
    )
  }
  const url = new URL(configured)
  const ownPort = isLoopback(configured) && url.port ? Number(url.port) : standard
  const port = given ? Number(given) : ownPort
  if (isLoopback(configured)) url.port = String(port)
  return { port, url: url.origin, local: `http://127.0.0.1:${port}`, isLocal: isLoopback(configured) }
}

/** @param {number} port */
export async function isPortTaken(port) {
  // Both families: a listener on IPv6 only does not stop a bind to IPv4.
  if ((await accepts(port, '127.0.0.1')) || (await accepts(port, '::1'))) return true
  return await new Promise((resolve) => {
    const server = createServer()
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code === 'EADDRINUSE'))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)))
  })
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
function accepts(port, host) {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1000 })
    const end = (/** @type {boolean} */ isAccepted) => {
      socket.destroy()
      resolve(isAccepted)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}

/**
 * The process that listens on a port, when this user may see it.
 * @param {number} port
 * @returns {PortOwner | undefined}
 */
export function portOwner(port) {
  const pid = existsSync('/proc/net/tcp') ? pidFromProc(port) : pidFromLsof(port)
  if (!pid) return undefined
  const read = (/** @type {() => string} */ attempt) => {
    try {
      return attempt()
    } catch {
      return '' // the process has ended, or belongs to another user
    }
  }
  const command =
    read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()) ||
    read(() => execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim()) ||
    'a process'
  const folder = read(() => readlinkSync(`/proc/${pid}/cwd`))
  return { pid, command, isThisProject: folder === root || folder.startsWith(`${root}/`) }
}

/** @param {number} port */
function pidFromProc(port) {
  const inodes = new Set()
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    if (!existsSync(table)) continue
    for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/)
      const isListening = state === '0A'
      if (isListening && parseInt(local?.split(':')[1] ?? '', 16) === port) inodes.add(`socket:[${inode}]`)
    }
  }
  if (inodes.size === 0) return undefined
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      for (const fd of readdirSync(`/proc/${pid}/fd`)) {
        if (inodes.has(readlinkSync(`/proc/${pid}/fd/${fd}`))) return Number(pid)
      }
    } catch {
      continue // the process has ended, or belongs to another user
    }
  }
  return undefined
}

/** @param {number} port */
function pidFromLsof(port) {
  try {
    const found = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8' })
    return Number(found.split('\n')[0]) || undefined
  } catch {
    return undefined // no lsof, or nothing that this user may see
  }
}

/**
 * Who listens on a port, as a sentence: `process 4711 listens there: node server.js`
 * @param {number} port
 */
export function describePortOwner(port) {
  const owner = portOwner(port)
  if (!owner) return 'another program listens there (this user may not see which).'
  const command = shortened(owner.command)
  return owner.isThisProject
    ? `this checkout is running already: process ${owner.pid} (${command}).`
    : `process ${owner.pid} listens there: ${command}`
}

/**
 * Throws a refusal that names the process, when the port is in use.
 * @param {number} port
 * @param {'CMS' | 'SITE' | 'PUBLISHER'} name
 */
export async function requirePort(port, name) {
  if (!(await isPortTaken(port))) return
  const owner = portOwner(port)
  throw new Refusal(
    `port ${port} for the ${names[name]} is taken.`,
    describePortOwner(port),
    `${owner ? `kill ${owner.pid}` : 'stop that program'}, or use another port: ${name}_PORT=${port + 10} npm start`,
  )
}

const names = { CMS: 'CMS', SITE: 'site', PUBLISHER: 'publisher' }

/** @param {string} text */
const shortened = (text) => (text.length > 100 ? `${text.slice(0, 100)}…` : text)
