/** What a parameter of a study or a setting of a scenario can be set to. */
export type Setting = string | number | boolean;

/** Settings of a scenario by path (`crowdsourcing.auction.budget`), or parameters of a computation by name. */
export type Settings = Readonly<Record<string, Setting>>;

/** One point of a study: a value for each swept parameter. */
export type StudyPoint = Settings;
