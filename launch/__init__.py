"""What `python run.py` does: install, build the datasets, serve, check. Standard library only.

Nothing here imports the application or a library: these modules run before the environment exists.
"""
