// Preloaded into the editor server, and by inheritance into the processes it forks: when the process that
// started it is gone, however it ended, this one and the group it leads end too. Otherwise an editor server
// would wait hours for its browser to come back.

const parent = process.ppid;

setInterval(() => {
  if (process.ppid === parent) return;
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    // Not the leader of a group: only this process ends.
  }
  process.exit(1);
}, 1_000).unref();
