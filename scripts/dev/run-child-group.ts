// node run-child-group.ts <command> [...args]: runs a command that ends with the process that started this program, even when
// that process was killed with SIGKILL: it holds the other end of standard input, which closes when it is gone. `execa` cannot do
// this: its `cleanup` runs in the parent, and a process that is killed with SIGKILL runs no code.
import { spawn } from 'node:child_process'
import process from 'node:process'

const forceKillAfterMs = 8000
const [command = '', ...args] = process.argv.slice(2)
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })

let isEnding = false
function endGroup(): void {
  if (isEnding) return
  isEnding = true
  // This process leads a process group, so the signal reaches the command, the command's own children, and this process.
  process.kill(-process.pid, 'SIGTERM')
  setTimeout(() => process.kill(-process.pid, 'SIGKILL'), forceKillAfterMs)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endGroup)
process.stdin.on('end', endGroup)
process.stdin.on('error', endGroup)
process.stdin.resume()

child.once('error', (error) => {
  console.error(`Could not run ${command}: ${error.message}`)
  process.exit(127)
})
child.once('close', (code, signal) => {
  // The command has ended; processes that it left behind are killed.
  if (isEnding) process.kill(-process.pid, 'SIGKILL')
  process.exit(code ?? (signal ? 1 : 0))
})
