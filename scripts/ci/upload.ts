import { spawn } from 'node:child_process'
import { secretNames } from './settings'

const timeoutMs = 15 * 60_000

/**
 * Runs `UPLOAD_COMMAND`, which gets the release's folder as `$SITE_FOLDER` and as `$1`, and its number as `$SITE_NUMBER`. Throws
 * when the command fails, with the end of what it printed.
 */
export async function uploadWith(command: string, folder: string, number: number): Promise<void> {
  const env: NodeJS.ProcessEnv = { ...process.env, SITE_FOLDER: folder, SITE_NUMBER: String(number) }
  for (const name of secretNames) delete env[name]
  // The folder is an argument, never a part of the text that the shell reads. A process group, so that all of it can be ended.
  const child = spawn('/bin/sh', ['-c', command, 'upload', folder], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let end = ''
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (bytes: Buffer) => {
      process.stdout.write(bytes)
      end = (end + bytes.toString()).slice(-1000)
    })
  }
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }, timeoutMs)
  const result = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  clearTimeout(timer)
  if (result === 0) return
  const why = isLate ? `took longer than ${timeoutMs / 60_000} minutes` : `ended with ${result}`
  throw new Error(`UPLOAD_COMMAND ${why}. ${end.trim()}`)
}
