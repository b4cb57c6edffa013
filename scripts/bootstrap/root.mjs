import { delimiter, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** The top folder of this checkout, without a trailing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts)

/** The Node that the project runs on, from the npm package `node`. It exists only after the install. */
export const projectNode = inRoot('node_modules', '.bin', 'node')

/**
 * The environment for a command of the project: `node` and every tool are those of node_modules.
 * @param {Record<string, string | undefined>} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export const projectEnv = (more = {}) => ({
  ...process.env,
  ASTRO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  ...more,
  PATH: inRoot('node_modules', '.bin') + delimiter + (process.env.PATH ?? ''),
})
