module trading

go 1.25.0

require tenon v0.0.0

replace tenon => ../
