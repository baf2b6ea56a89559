import { type ClusterPlan, chunks, shellLine } from './cluster-plan.js';

/** A text as Python reads it back. */
const text = (value: string): string => JSON.stringify(value);

/** A Snakefile: one rule to prepare, one for the replications, one to gather. */
export function snakefile(plan: ClusterPlan): string {
  const { name, bidlane, run, out, replications, perTask } = plan;
  return `# Bidlane: ${replications} replications of ${name}, ${perTask} in each of ${chunks(plan).length} jobs.
#
#   snakemake --snakefile THIS_FILE --cores 8          on this machine
#   snakemake --snakefile THIS_FILE --jobs 100 ...     on a cluster, with the profile of the cluster
#
# Run again after a failure it does only what is missing: finished replications stay.
import os
import shlex

# --- what to change for your cluster ---------------------------------------------------------------------------------------------
PREPARE = dict(mem_mb=2000, runtime=60)   # probe rounds of SUMO, from which link travel times are fitted; minutes
REPLICATION = dict(mem_mb=2000, runtime=120)   # one job: ${perTask} replication${perTask === 1 ? '' : 's, one after the other'}
GATHER = dict(mem_mb=4000, runtime=30)   # summary and report
os.environ.setdefault("SUMO_HOME", "/usr/share/sumo")

# --- the run ---------------------------------------------------------------------------------------------------------------------
BIDLANE = ${text(shellLine(bidlane))}
RUN = ${text(shellLine(run))}
OUT = ${text(out)}   # on a disk that all nodes share
REPLICATIONS = ${replications}
PER_JOB = ${perTask}
CHUNKS = [f"{first}-{min(first + PER_JOB, REPLICATIONS) - 1}" for first in range(0, REPLICATIONS, PER_JOB)]
# Marks of finished steps; hidden, since the folder is for results only.
STEPS = os.path.join(OUT, ".steps")

localrules: all


rule all:
    input: os.path.join(OUT, "summary.json")


rule prepare:
    output: touch(os.path.join(STEPS, "prepared"))
    threads: 4
    resources: **PREPARE
    params: out=shlex.quote(OUT)
    shell: "{BIDLANE} run {RUN} --out {params.out} --only none --jobs {threads}"


rule replications:
    input: os.path.join(STEPS, "prepared")
    output: touch(os.path.join(STEPS, "replications-{chunk}"))
    threads: 1
    resources: **REPLICATION
    params: out=shlex.quote(OUT)
    shell: "{BIDLANE} run {RUN} --out {params.out} --only {wildcards.chunk} --jobs 1"


rule gather:
    input: expand(os.path.join(STEPS, "replications-{chunk}"), chunk=CHUNKS)
    output: os.path.join(OUT, "summary.json")
    threads: 1
    resources: **GATHER
    params: out=shlex.quote(OUT)
    shell: "{BIDLANE} run {RUN} --out {params.out} --gather"
`;
}
