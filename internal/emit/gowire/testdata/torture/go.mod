module torture

go 1.25.0
