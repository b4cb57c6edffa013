import { existsSync, rmSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { readSettings } from './env-file.mjs'
import { addresses, isPortTaken, portOwner } from './ports.mjs'
import { Refusal } from './refusal.mjs'
import { inRoot, root } from './root.mjs'

/**
 * Removes the database, the uploads and everything that was built, of this checkout only. The packages and .env stay.
 * @param {string[]} args `--yes`: without confirmation
 */
export async function reset(args) {
  const settings = readSettings()
  const { cms, site, publisher } = addresses(settings)
  if (!cms.isLocal) {
    throw new Refusal(
      'this is a production server, and its content is not removed.',
      `CMS_URL is ${cms.url}, which is not this computer.`,
      'delete its database by hand if you mean it, after a backup',
    )
  }
  const url = settings.DATABASE_URL ?? 'file:./data/cms.db'
  if (!url.startsWith('file:')) {
    throw new Refusal(
      'only a database in a file of this checkout can be reset.',
      'DATABASE_URL names a database server.',
      'drop that database with its own tools, for example: mongosh "$DATABASE_URL" --eval "db.dropDatabase()"',
    )
  }
  for (const { port } of [cms, site, publisher]) {
    const owner = (await isPortTaken(port)) ? portOwner(port) : undefined
    if (!owner?.isThisProject) continue
    throw new Refusal(
      'this checkout is running.',
      `process ${owner.pid} serves port ${port}.`,
      `kill ${owner.pid} (or Ctrl+C where it runs), then: npm run reset`,
    )
  }

  const database = resolve(root, url.slice('file:'.length).replace(/^\/\/(localhost)?(?=\/)/i, ''))
  const uploads = resolve(root, settings.MEDIA_DIR ?? 'data/media')
  const outside = [database, uploads].filter((path) => !isInside(path))
  if (outside.length > 0) {
    throw new Refusal(
      'only what lies in this checkout can be reset.',
      `${outside.join(' and ')} ${outside.length === 1 ? 'lies' : 'lie'} elsewhere.`,
      'delete it by hand if you mean it',
    )
  }
  const files = ['', '-wal', '-shm', '-journal', '.unfinished'].map((end) => database + end)
  const built = [
    'data/rebuild',
    'data/site',
    'data/logs',
    'cms/.next',
    'site/dist',
    'site/dist-next',
    'site/dist-old',
    'site/.astro',
  ]
  const all = [...files, uploads, ...built.map((path) => inRoot(path))].filter((path) => existsSync(path))
  if (all.length === 0) {
    console.log('There is nothing to remove.')
    return
  }
  console.log(
    `This removes the database with all content, the uploads, and what was built:\n${all.map((path) => `  ${relative(root, path)}`).join('\n')}`,
  )
  if (!args.includes('--yes') && !(await isConfirmed())) {
    console.log('Nothing was removed.')
    return 1
  }
  for (const path of all) rmSync(path, { recursive: true, force: true })
  console.log('Removed. npm start creates the sample school again.')
}

async function isConfirmed() {
  if (!process.stdin.isTTY) {
    throw new Refusal(
      'the reset cannot be confirmed here.',
      'there is no terminal to answer from.',
      'npm run reset -- --yes',
    )
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question('Type yes to remove all that: ')
  terminal.close()
  return answer.trim().toLowerCase() === 'yes'
}

/** @param {string} path */
function isInside(path) {
  const fromRoot = relative(root, path)
  return fromRoot !== '' && !isAbsolute(fromRoot) && fromRoot !== '..' && !fromRoot.startsWith(`..${sep}`)
}
