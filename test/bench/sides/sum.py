from side import args, per_burst, serve

serve({}, lambda: sum(range(1, per_burst + 1)))
