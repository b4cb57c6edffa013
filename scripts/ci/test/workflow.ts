import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { inRoot } from '../../bootstrap/root.mjs'

const StepSchema = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).default({}),
})

const WorkflowSchema = z.object({
  on: z.object({
    repository_dispatch: z.object({ types: z.array(z.string()) }),
    schedule: z.array(z.object({ cron: z.string() })),
  }),
  permissions: z.record(z.string(), z.string()),
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.boolean() }),
  jobs: z.record(z.string(), z.object({ 'timeout-minutes': z.number(), steps: z.array(StepSchema) })),
})

/** The workflow that rebuilds the site, as GitHub reads it. */
export const rebuildWorkflow = () =>
  WorkflowSchema.parse(parse(readFileSync(inRoot('.github/workflows/rebuild.yml'), 'utf8')))

/** The variables and secrets of the repository on GitHub. */
export interface RepositorySettings {
  vars: Record<string, string>
  secrets: Record<string, string>
}

/** The commands of the workflow, with what GitHub puts into their environment. */
export const commandsOf = (settings: RepositorySettings): { run: string; env: Record<string, string> }[] =>
  Object.values(rebuildWorkflow().jobs).flatMap(({ steps }) =>
    steps.flatMap(({ run, env }) => {
      const filled = Object.entries(env).map(([name, value]) => [name, fill(value, settings)])
      return run === undefined ? [] : [{ run, env: Object.fromEntries(filled) as Record<string, string> }]
    }),
  )

const fill = (text: string, settings: RepositorySettings): string =>
  text.replace(
    /\$\{\{\s*(vars|secrets)\.(\w+)\s*\}\}/g,
    (_, kind: keyof RepositorySettings, name: string) =>
      // GitHub puts nothing where nothing is set.
      settings[kind][name] ?? '',
  )
