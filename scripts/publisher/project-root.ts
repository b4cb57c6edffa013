import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The top folder of this checkout, without a slash at the end. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

export const inProject = (...parts: string[]): string => join(projectRoot, ...parts)
