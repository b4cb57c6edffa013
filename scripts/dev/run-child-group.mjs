// node leash.mjs <command> [...args]: runs a command that ends with the process that started it, even when that one was
// killed and could not say goodbye. It holds the other end of our standard input, which closes when it is gone.
import { spawn } from 'node:child_process'
import process from 'node:process'

const patience = 8000
const [command = '', ...args] = process.argv.slice(2)
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })

let isEnding = false
function endAll() {
  if (isEnding) return
  isEnding = true
  // We lead a process group of our own, so this reaches the command's own children too, and us.
  process.kill(-process.pid, 'SIGTERM')
  setTimeout(() => process.kill(-process.pid, 'SIGKILL'), patience)
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, endAll)
process.stdin.on('end', endAll)
process.stdin.on('error', endAll)
process.stdin.resume()

child.once('error', (error) => {
  console.error(`Could not run ${command}: ${error.message}`)
  process.exit(127)
})
child.once('close', (code, signal) => {
  // What the command left behind goes with it.
  if (isEnding) process.kill(-process.pid, 'SIGKILL')
  process.exit(code ?? (signal ? 1 : 0))
})
