// Runs before any other module, on any version of Node: no imports, no syntax newer than ES modules.
if (parseInt(process.versions.node, 10) < 20) {
  console.error(
    `Stopped: Node ${process.versions.node} is too old.\n` +
      'Why:     the tools that install and start this project need Node 20 or newer.\n' +
      'Fix:     install Node 20 or newer from https://nodejs.org/en/download (or: nvm install 20), then run the command again',
  )
  process.exit(1)
}
