import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Outside the repository: a bundle that works there needs no file of the repository. */
    bundleFolder: string
  }
}

/** Gives the tests of a run one folder for the bundle that `compiledBundle` compiles, and removes it when they end. */
export default async function provideBundleFolder(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'site-bundle-'))
  project.provide('bundleFolder', folder)
  const remove = () => rm(folder, { recursive: true, force: true })
  // While vitest watches, the sources may have changed.
  project.onTestsRerun(async () => {
    await remove()
  })
  return remove
}
