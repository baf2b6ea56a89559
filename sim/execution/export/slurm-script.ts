import { type ClusterPlan, chunks, shellLine, shellWord } from './cluster-plan.js';

/**
 * A bash script for Slurm with three steps: `bash FILE` on the login node submits them one after the other; each step can also be run
 * by hand.
 */
export function slurmScript(plan: ClusterPlan): string {
  const { name, bidlane, run, out, replications, perTask } = plan;
  const tasks = chunks(plan).length;
  return `#!/bin/bash
# Bidlane: ${replications} replications of ${name} as a Slurm job array, ${perTask} in each of ${tasks} tasks.
#
#   bash THIS_FILE            submits three jobs that wait for each other: prepare, replications, gather
#   bash THIS_FILE prepare    one step by hand (also: replications with SLURM_ARRAY_TASK_ID set, gather)
#
# Submitted again after a failure it runs only what is missing: finished replications stay.
set -euo pipefail

# --- what to change for your cluster -----------------------------------------------------------------------------------------
partition=''            # empty: the default of the cluster
time_prepare='01:00:00' # probe rounds of SUMO, from which link travel times are fitted
time_task='02:00:00'    # one task: ${perTask} replication${perTask === 1 ? '' : 's, one after the other'}
time_gather='00:30:00'  # summary and report
memory='2G'             # of each task
cpus_prepare=4          # probe rounds at once
at_once=100             # tasks of the array at once, at most
export SUMO_HOME="\${SUMO_HOME:-/usr/share/sumo}"
# module load sumo nodejs   # if your cluster has modules

# --- the run -----------------------------------------------------------------------------------------------------------------
bidlane=(${shellLine(bidlane)})
run=(run ${shellLine(run)})
out=${shellWord(out)} # on a disk that all nodes share
replications=${replications}
per_task=${perTask}
tasks=${tasks}

prepare() {
  "\${bidlane[@]}" "\${run[@]}" --out "$out" --only none --jobs "\${SLURM_CPUS_PER_TASK:-1}"
}

replications() {
  local first=$((SLURM_ARRAY_TASK_ID * per_task))
  local last=$((first + per_task - 1))
  if ((last >= replications)); then last=$((replications - 1)); fi
  "\${bidlane[@]}" "\${run[@]}" --out "$out" --only "$first-$last" --jobs 1
}

gather() {
  "\${bidlane[@]}" "\${run[@]}" --out "$out" --gather
}

submit() {
  local common=(--parsable --mem "$memory" --chdir "$PWD" \${partition:+--partition "$partition"})
  mkdir -p logs
  local first second third
  first=$(sbatch "\${common[@]}" --job-name ${shellWord(`${name}-prepare`)} --time "$time_prepare" \\
    --cpus-per-task "$cpus_prepare" --output 'logs/%x-%j.log' "$0" prepare)
  second=$(sbatch "\${common[@]}" --job-name ${shellWord(name)} --time "$time_task" --cpus-per-task 1 \\
    --array "0-$((tasks - 1))%$at_once" --dependency "afterok:$first" --output 'logs/%x-%A-%a.log' "$0" replications)
  third=$(sbatch "\${common[@]}" --job-name ${shellWord(`${name}-gather`)} --time "$time_gather" --cpus-per-task 1 \\
    --dependency "afterok:$second" --output 'logs/%x-%j.log' "$0" gather)
  echo "submitted: prepare $first, replications $second, gather $third; results in $out"
}

case "\${1:-submit}" in
  prepare | replications | gather | submit) "\${1:-submit}" ;;
  *) echo "error: $1: no such step: prepare, replications, gather, or nothing to submit all" >&2; exit 2 ;;
esac
`;
}
