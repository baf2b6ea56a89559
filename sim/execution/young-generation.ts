/**
 * Node's option for the room of young objects, MB. A co-simulation makes many that are soon over; with twice the usual room Node copies
 * fewer of them about. The program's first line and `npm start` have the same option.
 */
export const youngGeneration = '--max-semi-space-size=32';
