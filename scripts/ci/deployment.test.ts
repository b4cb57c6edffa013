import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { inRoot } from '../bootstrap/root.mjs'
import { rebuildWorkflow } from './test/workflow'

interface Service {
  image: string
  command: string[]
  working_dir?: string
  network_mode?: string
  environment?: Record<string, string>
  ports?: string[]
  volumes?: string[]
  healthcheck?: { test: string[] }
  depends_on?: Record<string, unknown>
}

const read = (file: string) => readFileSync(inRoot(file), 'utf8')
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>
  volumes: Record<string, unknown>
}
const services = Object.entries(compose.services)
const home = '/srv/alliedrx'

test('the workflow that rebuilds the site calls one script, one run at a time, with few rights', () => {
  const { on, permissions, concurrency, jobs } = rebuildWorkflow()
  expect(on.repository_dispatch.types).toEqual(['content-changed'])
  expect(on.schedule).toHaveLength(1)
  expect(permissions).toEqual({ contents: 'read' })
  expect(concurrency).toEqual({ group: 'rebuild', 'cancel-in-progress': false })
  expect(Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))).toEqual([
    'npm run rebuild',
  ])
})

test('no secret or variable has a name that GitHub refuses', () => {
  const names = [...read('.github/workflows/rebuild.yml').matchAll(/\b(?:secrets|vars)\.(\w+)/g)]
  expect(names.length).toBeGreaterThan(0)
  for (const [, name] of names) expect(name).not.toMatch(/^GITHUB_/)
})

test.for(services)('the container %s is watched, and only this computer reaches it', ([, service]) => {
  expect(service.healthcheck?.test[0]).toBe('CMD')
  for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:(\d+):\1$/)
})

test.for(services)('what the container %s names is there', ([, service]) => {
  for (const volume of service.volumes ?? []) {
    const [name = '', target = ''] = volume.split(':')
    expect(Object.keys(compose.volumes)).toContain(name)
    if (service.image === 'alliedrx') {
      expect(read('Dockerfile'), 'made in the image, for the right owner').toContain(
        posix.relative(home, target),
      )
    }
  }
  const others = [...Object.keys(service.depends_on ?? {}), service.network_mode?.replace('service:', '')]
  for (const other of others) if (other) expect(Object.keys(compose.services)).toContain(other)
  const folder = posix.relative(home, service.working_dir ?? home)
  for (const [program] of service.command.join(' ').matchAll(/[\w./-]+\.ts\b|\S*\/bin\/next\b/g)) {
    expect(existsSync(inRoot(join(folder, program))), program).toBe(true)
  }
})

test('no secret is written into a file of the repository', () => {
  expect(read('docker-compose.yml') + read('Dockerfile')).not.toMatch(/whsec_|SECRET\s*[:=]/)
  expect(read('.dockerignore').split('\n')).toEqual(
    expect.arrayContaining(['.env', 'production.env', 'data']),
  )
  expect(read('.gitignore').split('\n')).toContain('production.env')
})
