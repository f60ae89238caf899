"""Words, figures and bars for people, shared by the screens and the command line.

Takes rows of the read side and gives text in semantic tones; knows no terminal, no Textual and no colours.
"""
