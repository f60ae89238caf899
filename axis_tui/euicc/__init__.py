"""The eUICC of a machine, here or through ssh: its profiles and its notifications, through the program lpac.

lpac is a program of its own (AGPL): it is run, never linked. Nothing here knows an eSIM, a plan or the store,
and nothing decides whether a profile may go: rooms above do.
"""
