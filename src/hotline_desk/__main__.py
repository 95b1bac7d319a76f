"""`python -m hotline_desk`: the same as the command `hotline`."""

from hotline_desk.app import main

main()
